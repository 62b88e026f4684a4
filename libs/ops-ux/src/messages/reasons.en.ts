import type { CountedReason, GapCode, ReasonCode } from '../reasons.js';
import type { Message } from './message.js';

type RequiredKey =
  | `reason.${ReasonCode | 'unknown'}.${'what' | 'means' | 'todo'}`
  | `reason.${CountedReason}.what.uncounted`
  | `gap.${GapCode | 'unknown'}`;

/** `what` is a clause that can follow a colon; `means` and `todo` are sentences. */
export const reasonsEn = {
  'reason.provider_consent_missing.what': 'the tenant has not consented to all permissions that are needed',
  'reason.provider_consent_missing.means': 'Nothing was read and existing data is unchanged.',
  'reason.provider_consent_missing.todo':
    'Have an administrator of the tenant grant consent, then check the connection.',
  'reason.provider_credentials_rejected.what': 'the provider rejected the credentials of the connection',
  'reason.provider_credentials_rejected.means': 'What was read before is kept; nothing else was read.',
  'reason.provider_credentials_rejected.todo': 'Renew the credentials of the connection, then start again.',
  'reason.credentials_expired.what': 'the credentials of the connection have expired',
  'reason.credentials_expired.means': 'What was read before is kept; nothing else was read.',
  'reason.credentials_expired.todo': 'Store new credentials in the connection, then start again.',
  'reason.provider_unreachable.what': 'the provider could not be reached',
  'reason.provider_unreachable.means': 'What was read before is kept; nothing was taken for deleted.',
  'reason.provider_unreachable.todo': 'Start again later; if it keeps failing, check the connection.',
  'reason.provider_throttled.what': 'the provider limited the requests for too long',
  'reason.provider_throttled.means': 'What was read before is kept; nothing was taken for deleted.',
  'reason.provider_throttled.todo': 'Start again later, when fewer operations run on this tenant.',
  'reason.provider_answer_unreadable.what': 'the provider gave an answer that could not be read',
  'reason.provider_answer_unreadable.means': 'The unreadable part was left out; nothing was taken for deleted.',
  'reason.provider_answer_unreadable.todo': 'Start again; if it happens again, collect support diagnostics.',
  'reason.connection_missing.what': 'the tenant has no connection to its provider',
  'reason.connection_missing.means': 'Nothing was read and existing data is unchanged.',
  'reason.connection_missing.todo': 'Set up a connection for the tenant, then start again.',
  'reason.families_not_read.what': {
    one: '{count} family could not be read',
    other: '{count} families could not be read',
  },
  'reason.families_not_read.what.uncounted': 'some families could not be read',
  'reason.families_not_read.means':
    'Everything else is complete; what is missing counts as not covered, never as deleted.',
  'reason.families_not_read.todo': 'See the gaps of the operation, remove their cause, then start again.',
  'reason.items_not_read.what': {
    one: '{count} policy could not be read',
    other: '{count} policies could not be read',
  },
  'reason.items_not_read.what.uncounted': 'some policies could not be read',
  'reason.items_not_read.means':
    'Everything else is complete; what is missing counts as not covered, never as deleted.',
  'reason.items_not_read.todo': 'See the gaps of the operation, remove their cause, then start again.',
  'reason.files_not_taken_over.what': {
    one: '{count} file of the export could not be taken over',
    other: '{count} files of the export could not be taken over',
  },
  'reason.files_not_taken_over.what.uncounted': 'some files of the export could not be taken over',
  'reason.files_not_taken_over.means': 'All policies that were found were read.',
  'reason.files_not_taken_over.todo': 'See the gaps: each file is named there with the reason.',
  'reason.nothing_in_scope.what': 'nothing is in scope',
  'reason.nothing_in_scope.means': 'Nothing was read and existing data is unchanged.',
  'reason.nothing_in_scope.todo': 'Widen the scope of the baseline profile, then start again.',
  'reason.worker_lost.what': 'the work was interrupted and could not be taken up again',
  'reason.worker_lost.means': 'What was saved until then is kept; the result is not complete.',
  'reason.worker_lost.todo': 'Start the operation again.',
  'reason.attempts_exhausted.what': {
    one: 'the operation was interrupted and {count} attempt was not enough',
    other: 'the operation was interrupted and {count} attempts were not enough',
  },
  'reason.attempts_exhausted.what.uncounted': 'the operation was interrupted too often',
  'reason.attempts_exhausted.means': 'What was saved until then is kept; the result is not complete.',
  'reason.attempts_exhausted.todo': 'Start the operation again; if it happens again, collect support diagnostics.',
  'reason.start_expired.what': 'no worker became free in time',
  'reason.start_expired.means': 'The work never began and existing data is unchanged.',
  'reason.start_expired.todo': 'Start the operation again; if it happens again, collect support diagnostics.',
  'reason.cancelled_by_request.what': 'it was stopped on request',
  'reason.cancelled_by_request.means': 'What was saved until then is kept; the result is not complete.',
  'reason.cancelled_by_request.todo': 'Start the operation again when it is needed.',
  'reason.baseline_not_consumable.what': 'the baseline has no complete snapshot to compare with',
  'reason.baseline_not_consumable.means': 'Nothing was compared and findings are unchanged.',
  'reason.baseline_not_consumable.todo': 'Capture the baseline and activate its snapshot, then start again.',
  'reason.tenant_not_assigned.what': 'the tenant is not assigned to this baseline',
  'reason.tenant_not_assigned.means': 'Nothing was compared and findings are unchanged.',
  'reason.tenant_not_assigned.todo': 'Assign the tenant to the baseline profile, then start again.',
  'reason.capture_in_progress.what': 'a capture of this baseline is still being written',
  'reason.capture_in_progress.means': 'Nothing was compared and findings are unchanged.',
  'reason.capture_in_progress.todo': 'Start again when the capture has finished.',
  'reason.already_running.what': 'the same operation is already under way',
  'reason.already_running.means': 'Nothing was started and existing data is unchanged.',
  'reason.already_running.todo': 'Follow the operation that is under way.',
  'reason.internal_error.what': 'something went wrong on the side of this platform',
  'reason.internal_error.means': 'What was saved until then is kept; the result is not complete.',
  'reason.internal_error.todo': 'Start the operation again; if it happens again, collect support diagnostics.',
  'reason.unknown.what': 'the cause is not known to this version',
  'reason.unknown.means': 'What was saved until then is kept; the result may not be complete.',
  'reason.unknown.todo': 'See the details of the operation, then start it again.',

  'gap.permission_missing':
    'The provider refused access because a permission is missing. What it covers counts as not covered, never as deleted. Grant the permission in the tenant, then start again.',
  'gap.throttled':
    'The provider limited the requests for too long. What was not read counts as not covered, never as deleted. Start again later.',
  'gap.provider_error':
    'The provider reported a fault of its own. What was not read counts as not covered, never as deleted. Start again later.',
  'gap.timed_out':
    'The provider did not answer in time. What was not read counts as not covered, never as deleted. Start again later.',
  'gap.malformed_answer':
    'The provider gave an answer that could not be read. What it would have held counts as not covered, never as deleted. Start again; if it happens again, collect support diagnostics.',
  'gap.vanished_while_reading':
    'The policy was listed but was gone when its content was read. It counts as not covered until the next reading confirms the deletion. Start again to confirm it.',
  'gap.setting_count_mismatch':
    'Fewer or more settings were read than the provider announced. The policy counts as not covered, because its content may be incomplete. Start again.',
  'gap.setting_count_mismatch.counted':
    'The provider announced {expected} settings and {read} were read. The policy counts as not covered, because its content may be incomplete. Start again.',
  'gap.empty_not_confirmed':
    'The provider answered with an empty list although policies were there at the last reading, and a second reading did not confirm it. Earlier data is kept and counts as not covered. Start again later.',
  'gap.page_cursor_expired':
    'The provider broke off the listing before its end. What was not listed counts as not covered, never as deleted. Start again.',
  'gap.content_conflict':
    'The provider gave different contents for the same policy. It counts as not covered, because it is not certain which one holds. Start again.',
  'gap.unknown_file_kind':
    'The file is of a kind that this version does not know. Its content was not taken over; all other files were. Check whether the file belongs to the export.',
  'gap.unreadable_file':
    'The file could not be read. Its content was not taken over; all other files were. Export it again and repeat the import.',
  'gap.not_listed_by_provider':
    'The provider does not offer this family for the tenant. It counts as not covered, never as deleted. Check whether the tenant is licensed for it.',
  'gap.unknown':
    'It could not be read for a cause that this version does not know. It counts as not covered, never as deleted. Start again.',
} as const satisfies Record<RequiredKey, Message> & Record<string, Message>;
