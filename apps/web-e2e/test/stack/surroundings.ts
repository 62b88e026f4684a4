function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the browser tests by: npm test -- --only e2e`);
  return value;
}

/** Where the console and the API are served. */
export const BASE_URL = required('E2E_BASE_URL');

/** The emulated provider. */
export const EMULATOR_URL = required('E2E_EMULATOR_URL');

/** The data folder of the stack, where its launcher keeps a record of its processes. */
export const DATA_DIR = required('E2E_DATA_DIR');
