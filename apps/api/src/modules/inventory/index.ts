export { CheckpointQueue } from './checkpoint-queue.js';
export { CONFIRM_EMPTY_AFTER_MS } from './confirmation.js';
export { endedFamilies, recordListing, unreadReasonIn } from './inventory-recording.js';
export { collectionsWithItems, databaseTime, noteContents, seenSince, type InventoryEntry } from './inventory.store.js';
export { contentOf, observe, storable, type AddressedContent, type ObservedItem } from './observed-item.js';
export { conclusionOfNothingRead } from './reading-outcome.js';
export { ReadingStop } from './reading-stop.js';
export { SourceLedger, type EarlierSighting } from './source-ledger.js';
export {
  isListed,
  listingMarks,
  listTenant,
  unreadReasonOf,
  type ListingMark,
  type ListingMarks,
  type UnreadReason,
} from './tenant-listing.js';
export { collectionsOf, familiesInScope, type ScopedCollection } from './tenant-scope.js';
export { ThrottleWatch } from './throttle-watch.js';
export { PolicyListArgs } from './inventory.inputs.js';
export { InventoryModule, InventoryServerModule } from './inventory.module.js';
export { searchText } from './search-text.js';
