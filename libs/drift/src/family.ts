/**
 * How one family of policies is found, read and identified in Microsoft Graph (beta).
 * A family is data, declared once in its own file under `families/`; the reader, the emulator, the capture and the
 * interface all work from the declaration, so that none of them can disagree about what a family is.
 */
export interface PolicyFamily {
  /** Stable key, stored with every item: `settings_catalog`. */
  readonly key: string;
  readonly label: { readonly en: string; readonly de: string };
  /**
   * `policies`: many objects, each an item of a baseline. `single`: one object without an id (device management
   * settings). `lookup`: what policies refer to (groups, locations, tags); captured to give names, never a policy.
   */
  readonly kind: 'policies' | 'single' | 'lookup';
  /** One family may be spread over several Graph collections (app protection has one per platform). */
  readonly collections: readonly FamilyCollection[];
  /** The field that holds the operator's name of an item. */
  readonly nameField: 'displayName' | 'name';
  /**
   * Fields that, together, identify the same policy in another tenant; the first is the name. A dotted path reaches
   * into an object. Empty where the family has one object only.
   */
  readonly crossTenantKey: readonly string[];
  /** The item's platform in operator words, or undefined where the family has none. Never throws. */
  readonly platformOf: (item: PolicyItem) => string | undefined;
  /** Paths that change without anyone changing the policy (grammar: `PropertyPath`). */
  readonly volatilePaths: readonly PropertyPath[];
  /** Lists in which order carries no meaning. */
  readonly unorderedPaths: readonly PropertyPath[];
  /** Paths whose values are secrets: never shown, on no way out; what was read is stored as it was read. */
  readonly secretPaths: readonly PropertyPath[];
}

/**
 * A dotted path into an item: `installationSchedule.activeHoursStart`. `*` stands for every element of a list, and
 * `*[field]` for every element whose `field` is true: `omaSettings.*[isEncrypted].value`.
 */
export type PropertyPath = string;

/** A policy or a lookup as Graph or an export gives it. */
export type PolicyItem = Readonly<Record<string, unknown>>;

export interface FamilyCollection {
  /** Path below the API version, without a leading slash: `deviceManagement/configurationPolicies`. */
  readonly path: string;
  readonly expand: readonly string[];
  /** What must be read besides the listing before an item is whole. */
  readonly subResources: readonly SubResource[];
  /** The least privileged application permission that can read it, by its Graph name. */
  readonly permission: string;
  /** For collections whose items carry no `@odata.type` of their own: what they are. */
  readonly odataType?: string;
}

export interface SubResource {
  /**
   * `collection`: a paged list stored whole under `into`. `object`: one object, of which `pick` is copied onto the
   * item (contents that a listing leaves out, such as scripts).
   */
  readonly kind: 'collection' | 'object';
  /** Path below the item (or below the parent entry, where nested): `settings`, or `` for the item itself. */
  readonly path: string;
  readonly expand: readonly string[];
  readonly into?: string;
  readonly pick?: readonly string[];
  /** A number on the item that must equal the length of the list read, or the item is a gap. */
  readonly countedBy?: string;
  /** Lists to be read for every entry of this one (an intent's settings by category). */
  readonly nested: readonly SubResource[];
}
