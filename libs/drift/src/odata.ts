/**
 * What belongs to the transport and not to the policy. OData calls it control information: names that hold an `@`
 * (`@odata.etag`, `createdDateTime@odata.type`) and bound actions that begin with `#` (`#microsoft.graph.restore`),
 * as of OData JSON Format 4.01, sections 4.5 and 4.6.
 */
export function isControlInformation(key: string): boolean {
  return key.startsWith('#') || key.includes('@odata.');
}

/** True for plain JSON objects: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The item's own type without its namespace (`iosCompliancePolicy`), or undefined where it carries none. */
export function typeNameOf(item: Readonly<Record<string, unknown>>): string | undefined {
  const type = item['@odata.type'];
  return typeof type === 'string' ? shortTypeName(type) : undefined;
}

/** `#microsoft.graph.iosCompliancePolicy` → `iosCompliancePolicy`. */
export function shortTypeName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1).replace(/^#/, '');
}
