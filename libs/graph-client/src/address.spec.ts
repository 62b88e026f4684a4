import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddressRefused, guardedLookup, isLoopbackAddress, isPublicAddress, type AddressesOf } from './address.js';

const answering =
  (...addresses: string[]): AddressesOf =>
  (_hostname, done) => {
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };

function lookUp(allowed: (address: string) => boolean, all: boolean, ...addresses: string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    guardedLookup(allowed, answering(...addresses))('graph.microsoft.com', { all }, (error, found) => {
      if (error) reject(error);
      else resolve(found);
    });
  });
}

describe('a public address', () => {
  it.each(['20.190.128.1', '40.126.0.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '2603:1036::1', '::ffff:20.190.128.1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.100.100.200',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    '2002:a9fe:a9fe::1',
    '64:ff9b::a9fe:a9fe',
    'graph.microsoft.com',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is never a loopback address too', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(isPublicAddress(address) && isLoopbackAddress(address)).toBe(false);
      }),
    );
  });
});

describe('the lookup of a connection', () => {
  it('gives what the name resolves to, in the form it is asked for', async () => {
    expect(await lookUp(isPublicAddress, false, '20.190.128.1', '2603:1036::1')).toBe('20.190.128.1');
    expect(await lookUp(isPublicAddress, true, '20.190.128.1', '2603:1036::1')).toEqual([
      { address: '20.190.128.1', family: 4 },
      { address: '2603:1036::1', family: 6 },
    ]);
  });

  it('refuses a name if any of its addresses is not allowed, or if it has none', async () => {
    await expect(lookUp(isPublicAddress, true, '20.190.128.1', '169.254.169.254')).rejects.toThrow(AddressRefused);
    await expect(lookUp(isLoopbackAddress, false, '10.0.0.1')).rejects.toThrow(AddressRefused);
    await expect(lookUp(isPublicAddress, true)).rejects.toThrow(AddressRefused);
  });
});
