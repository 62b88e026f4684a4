/** What to ask for of a collection or item. */
export interface Query {
  readonly expand?: readonly string[];
  readonly select?: readonly string[];
  /** Page size. Many Intune collections ignore it; leave it out unless the number matters. */
  readonly top?: number;
}

/** A path with its OData query. */
export function withQuery(path: string, { expand = [], select = [], top }: Query = {}): string {
  const options = [
    ...(expand.length > 0 ? [`$expand=${encodeURIComponent(expand.join(','))}`] : []),
    ...(select.length > 0 ? [`$select=${encodeURIComponent(select.join(','))}`] : []),
    ...(top === undefined ? [] : [`$top=${top}`]),
  ];
  return options.length > 0 ? `${path}?${options.join('&')}` : path;
}
