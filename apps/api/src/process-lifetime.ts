import type { Logger } from 'pino';

/** Longest time that an orderly end may take before the process is ended anyway. */
const GRACE_MS = 25_000;

/**
 * Ends the process in order: on SIGTERM and SIGINT, and when the launcher that started it is gone (its channel closes),
 * so that nothing is left behind whichever way the launcher ended.
 */
export function endInOrder(logger: Logger, stop: () => Promise<void>): void {
  let ending = false;
  const end = (cause: string) => {
    if (ending) return;
    ending = true;
    logger.info({ cause }, 'Stopping');
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'Stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => {
    end('SIGTERM');
  });
  process.once('SIGINT', () => {
    end('SIGINT');
  });
  if (process.send !== undefined) {
    process.once('disconnect', () => {
      end('launcher gone');
    });
  }
}

/** Tells the launcher, where there is one, that this process does its work now. */
export function sayReady(url?: string): void {
  process.send?.({ type: 'ready', ...(url !== undefined && { url }) });
}
