/** More than this waiting, and whoever adds waits too: a slow database must not fill the memory. */
const MOST_WAITING = 64;

/**
 * Commits what readers found one batch after another, while they go on reading. Whatever gathered during one commit is
 * committed together by the next.
 */
export class CheckpointQueue<Change> {
  private waiting: Change[] = [];
  private committing: Promise<void> | null = null;
  private failure: { readonly error: unknown } | null = null;

  /**
   * @param commit - stores changes in one transaction; where it rejects, nothing is accepted any more
   * @param onFailure - told once, so that reading can be stopped
   */
  constructor(
    private readonly commit: (changes: readonly Change[]) => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Takes a change; resolves as soon as there is room for the next. Rejects once a commit has failed. */
  async add(change: Change): Promise<void> {
    this.throwIfFailed();
    this.waiting.push(change);
    this.committing ??= this.commitWaiting();
    if (this.waiting.length >= MOST_WAITING) await this.drain();
  }

  /** Resolves when everything that was added has been committed. */
  async drain(): Promise<void> {
    await this.settle();
    this.throwIfFailed();
  }

  /** Resolves when nothing is being committed any more, whether or not all went well. */
  async settle(): Promise<void> {
    while (this.committing !== null) await this.committing;
  }

  private async commitWaiting(): Promise<void> {
    // Whatever arrives in the same moment belongs into the same batch.
    await Promise.resolve();
    try {
      while (this.waiting.length > 0) await this.commit(this.waiting.splice(0));
    } catch (error) {
      this.failure = { error };
      this.waiting = [];
      this.onFailure(error);
    } finally {
      this.committing = null;
    }
  }

  private throwIfFailed(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
