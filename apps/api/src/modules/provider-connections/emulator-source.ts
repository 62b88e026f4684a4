import { z } from 'zod';

/** A file of the export behind an emulated tenant whose content cannot be served. */
export interface UnusedSourceFile {
  readonly file: string;
  readonly reason: 'unknown_file_kind' | 'unreadable_file';
}

const REASONS: readonly string[] = ['unknown_file_kind', 'unreadable_file'] satisfies UnusedSourceFile['reason'][];

const source = z.object({ files: z.array(z.object({ file: z.string(), disposition: z.string() })) });

/**
 * Asks the emulator what became of each file that it serves a tenant from, so that a capture can account for all of
 * them. Microsoft Graph has no such thing: only connections of kind emulator come here.
 */
export async function listUnusedFiles(
  emulatorUrl: string,
  directoryId: string,
  signal: AbortSignal,
): Promise<readonly UnusedSourceFile[]> {
  const answer = await fetch(`${emulatorUrl}/emulator/tenants/${encodeURIComponent(directoryId)}/source`, { signal });
  if (!answer.ok) throw new Error(`The emulator answered ${String(answer.status)} when asked for its source.`);
  return source
    .parse(await answer.json())
    .files.filter(({ disposition }) => REASONS.includes(disposition))
    .map(({ file, disposition }) => ({ file, reason: disposition as UnusedSourceFile['reason'] }));
}
