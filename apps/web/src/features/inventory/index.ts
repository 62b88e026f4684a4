export { default as InventoryTable } from './InventoryTable.vue';
