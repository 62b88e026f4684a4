import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ClientSecretPost, modifyAssertion, PrivateKeyJwt, type ClientAuth } from 'openid-client';

/** How the app proves who it is. PEM texts; the private key is PKCS #8 or PKCS #1, RSA. */
export type AppCredential =
  | { readonly kind: 'client_secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string };

/** A certificate or key that cannot be parsed, or two that do not belong together. Says nothing of their content. */
export class CredentialUnusable extends Error {
  constructor() {
    super('The stored credential cannot be used.');
    this.name = 'CredentialUnusable';
  }
}

/** @throws {CredentialUnusable} */
export async function clientAuthentication(credential: AppCredential, tokenEndpoint: string): Promise<ClientAuth> {
  switch (credential.kind) {
    case 'client_secret':
      return ClientSecretPost(credential.secret);
    case 'certificate':
      return certificateAssertion(credential.certificate, credential.privateKey, tokenEndpoint).catch(() => {
        throw new CredentialUnusable();
      });
  }
}

/**
 * A signed assertion as Entra ID wants it: PS256, the certificate's SHA-256 thumbprint in the header, the token
 * endpoint as audience. Source: Microsoft identity platform, "Application authentication certificate credentials".
 */
async function certificateAssertion(
  certificate: string,
  privateKey: string,
  tokenEndpoint: string,
): Promise<ClientAuth> {
  const x509 = new X509Certificate(certificate);
  const key = createPrivateKey(privateKey);
  if (!x509.checkPrivateKey(key)) throw new CredentialUnusable();
  const signingKey = await crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(key.export({ format: 'der', type: 'pkcs8' })),
    { name: 'RSA-PSS', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const thumbprint = Buffer.from(x509.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
  return PrivateKeyJwt(signingKey, {
    [modifyAssertion]: (header, payload) => {
      header['x5t#S256'] = thumbprint;
      payload.aud = tokenEndpoint;
    },
  });
}
