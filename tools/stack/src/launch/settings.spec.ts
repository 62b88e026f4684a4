import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.ts';

describe('what a start is asked for', () => {
  it('is everything embedded on port 3000 when nothing is said', () => {
    expect(readSettings({})).toMatchObject({ port: 3000, databaseUrl: undefined, emulator: 'embedded' });
  });

  it('starts nothing embedded beside a database of the caller', () => {
    const settings = readSettings({ DATABASE_URL: 'postgres://db.example/atlas' });
    expect(settings).toMatchObject({ databaseUrl: 'postgres://db.example/atlas', emulator: 'off' });
  });

  it('uses an emulator that runs already', () => {
    expect(readSettings({ EMULATOR_URL: 'http://127.0.0.1:4000' }).emulator).toEqual({ url: 'http://127.0.0.1:4000' });
  });

  it('takes an empty variable for none', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', EMULATOR_URL: '' })).toMatchObject({
      port: 3000,
      emulator: 'embedded',
    });
  });

  it.each(['abc', '-1', '70000', '80.5'])('refuses the port %s by name', (port) => {
    expect(() => readSettings({ PORT: port })).toThrow(`PORT must be a number from 0 to 65535, not "${port}".`);
  });

  it('refuses an emulator that is no address', () => {
    expect(() => readSettings({ EMULATOR_URL: 'yes' })).toThrow('EMULATOR_URL');
  });
});
