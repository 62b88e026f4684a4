/** Thrown into a job by its own report when it must not go on. Never an error to be reported. */
export class RunInterrupted extends Error {
  constructor(readonly why: 'lease_lost' | 'cancelled' | 'worker_stopping') {
    super(`the run was interrupted: ${why}`);
    this.name = 'RunInterrupted';
  }
}
