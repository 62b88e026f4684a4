/**
 * The global of browsers and Node alike. Declared here because this library is compiled for neither.
 */
declare const TextDecoder: new (
  encoding: string,
  options?: { fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

/** More layers than any tool has been seen to write, few enough to end at once. */
const MOST_LAYERS = 3;

/**
 * Reads JSON as the community's tools write it: UTF-8 or UTF-16 in either order, with or without a byte order mark,
 * and sometimes as JSON text inside a JSON string.
 *
 * @throws where the bytes are no text, or the text is no JSON.
 */
export function decodeJson(bytes: Uint8Array): unknown {
  let value: unknown = JSON.parse(decodeText(bytes));
  for (let layer = 0; layer < MOST_LAYERS && typeof value === 'string'; layer += 1) value = JSON.parse(value);
  return value;
}

function decodeText(bytes: Uint8Array): string {
  // The decoder takes the mark away itself.
  return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // JSON begins with an ASCII character: a zero beside it can only be the other half of a UTF-16 unit.
  if (first !== 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return 'utf-8';
}
