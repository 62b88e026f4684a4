/**
 * One entry of the catalogue. `{name}` stands for a parameter. A message that counts has a form for one and one for
 * any other number, and may have one for none.
 */
export type Message = string | { readonly zero?: string; readonly one: string; readonly other: string };
