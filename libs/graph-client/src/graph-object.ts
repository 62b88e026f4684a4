import { z } from 'zod';

/** One JSON object as Graph sends it. */
export type GraphObject = Readonly<Record<string, unknown>>;

const object = z.record(z.string(), z.unknown());

/** A list of objects, as a page or an expanded property holds it. */
export const graphObjects = z.array(object);

export const graphPage = z.looseObject({ value: graphObjects, '@odata.nextLink': z.string().optional() });

/** The answer to a `$batch`. Its parts are checked one by one: one that makes no sense must not spoil the others. */
export const graphBatch = z.object({ responses: z.array(z.unknown()) });

/** One sub-response. The body is missing, or a string, where a gateway answered instead of Graph. */
export const graphSubResponse = z.object({
  id: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});

const graphError = z.object({ error: z.object({ code: z.string() }) });

/** Parses a JSON object; undefined where the text is anything else, a sign-in page for one. */
export function parseObject(text: string): GraphObject | undefined {
  try {
    return asObject(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): GraphObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as GraphObject) : undefined;
}

/** The provider's error code, where it is a plain word: anything longer could carry what must not be logged. */
export function errorCodeOf(body: GraphObject | undefined): string | undefined {
  const parsed = graphError.safeParse(body);
  return parsed.success && /^[\w.-]{1,80}$/.test(parsed.data.error.code) ? parsed.data.error.code : undefined;
}
