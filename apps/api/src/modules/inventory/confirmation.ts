/** Token of the pause, in milliseconds, before an empty answer is asked for a second time. */
export const CONFIRM_EMPTY_AFTER_MS = Symbol('CONFIRM_EMPTY_AFTER_MS');

/** Long enough for a replica or a gateway in trouble to be replaced, short beside the run as a whole. */
export const DEFAULT_CONFIRM_EMPTY_AFTER_MS = 3_000;
