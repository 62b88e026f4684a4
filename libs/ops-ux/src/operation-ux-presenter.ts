import { translate } from './catalogue.js';
import { localeOf } from './locale.js';
import { remedyFor } from './next-action.js';
import { present, type Presentation, type PresentOptions } from './present.js';
import type { PresentableRun } from './presentable-run.js';
import { reasonMessage } from './reason-words.js';
import type { ReasonParams } from './reasons.js';

/** What is said right after a start: one sentence and one action. */
export interface StartNotice {
  readonly message: string;
  readonly action: { readonly label: string; readonly href: string } | null;
}

/** Why something could not be started, and where that is put right. */
export interface RefusalNotice {
  readonly message: string;
  readonly nextAction: { readonly label: string; readonly href: string } | null;
}

/**
 * Turns runs into the sentences that every surface shares. It holds the reader's language and zone, so that a surface
 * only asks.
 */
export class OperationUxPresenter {
  constructor(private readonly reader: Omit<PresentOptions, 'now'>) {}

  /** Everything to say about a run at a moment. */
  present(run: PresentableRun, now: Date | number): Presentation {
    return present(run, { ...this.reader, now });
  }

  /** The toast after a start that was accepted, or that found the same work under way. */
  started(run: PresentableRun, alreadyActive: boolean, now: Date | number): StartNotice {
    const { subject, nextAction } = this.present(run, now);
    const key = alreadyActive ? 'toast.already_active' : 'toast.queued';
    return { message: translate(key, localeOf(this.reader.locale), { subject }), action: nextAction };
  }

  /** A start that was refused. */
  refused(code: string, params: ReasonParams | null, tenantId: string | null): RefusalNotice {
    const action = remedyFor(code, tenantId);
    return {
      message: reasonMessage(code, params, this.reader.locale),
      nextAction: action && { label: translate(action.key, localeOf(this.reader.locale)), href: action.href },
    };
  }
}
