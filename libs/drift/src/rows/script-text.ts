/** Globals of browsers and Node alike. Declared here because this library is compiled for neither. */
declare const atob: (base64: string) => string;
declare const TextDecoder: new (encoding: string) => { decode(bytes: Uint8Array): string };

/** The text of a script, which Graph gives in base64; what is not base64 is given back as it is. */
export function scriptText(content: string): string {
  try {
    return new TextDecoder('utf-8').decode(Uint8Array.from(atob(content), (character) => character.charCodeAt(0)));
  } catch {
    return content;
  }
}
