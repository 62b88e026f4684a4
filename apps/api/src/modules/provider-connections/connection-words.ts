import type { Locale } from '@tenantatlas/ops-ux';
import type { ConnectionProblem } from './connection-details.js';

const WORDS: Readonly<Record<ConnectionProblem, Readonly<Record<Locale, string>>>> = {
  tenant_name_invalid: {
    en: 'Give the tenant a name of up to 120 characters.',
    de: 'Geben Sie dem Mandanten einen Namen mit höchstens 120 Zeichen.',
  },
  cloud_unknown: {
    en: 'Choose one of the clouds: global, usgov, usgov_dod or china.',
    de: 'Wählen Sie eine der Clouds: global, usgov, usgov_dod oder china.',
  },
  base_url_not_allowed: {
    en: 'This address cannot be used: connections go to the listed clouds only.',
    de: 'Diese Adresse ist nicht zulässig: Verbindungen führen nur zu den genannten Clouds.',
  },
  emulator_not_available: {
    en: 'Emulated tenants are not available in this installation. Connect to Microsoft Graph instead.',
    de: 'Emulierte Mandanten gibt es in dieser Installation nicht. Verbinden Sie mit Microsoft Graph.',
  },
  directory_id_invalid: {
    en: 'The directory is an id such as 11111111-2222-3333-4444-555555555555, or a domain such as contoso.com.',
    de: 'Das Verzeichnis ist eine Kennung wie 11111111-2222-3333-4444-555555555555 oder eine Domäne wie contoso.com.',
  },
  client_id_invalid: {
    en: 'The application is an id such as 11111111-2222-3333-4444-555555555555, as the app registration shows it.',
    de: 'Die Anwendung ist eine Kennung wie 11111111-2222-3333-4444-555555555555, wie die App-Registrierung sie zeigt.',
  },
  client_secret_invalid: {
    en: 'The secret is empty, too long or holds a space. Copy the value of the secret, not its id.',
    de: 'Das Geheimnis ist leer, zu lang oder enthält ein Leerzeichen. Kopieren Sie den Wert, nicht die Kennung.',
  },
  credential_expired: {
    en: 'This credential has expired already. Make a new one in the app registration.',
    de: 'Diese Zugangsdaten sind bereits abgelaufen. Legen Sie in der App-Registrierung neue an.',
  },
  tenant_already_managed: {
    en: 'A tenant of this workspace is connected to this directory already.',
    de: 'Ein Mandant dieses Arbeitsbereichs ist bereits mit diesem Verzeichnis verbunden.',
  },
  directory_differs: {
    en: 'This credential is for another directory. Add that directory as a tenant of its own.',
    de: 'Diese Zugangsdaten gehören zu einem anderen Verzeichnis. Fügen Sie es als eigenen Mandanten hinzu.',
  },
};

/** What is wrong with a connection, in operator words. */
export function connectionMessage(problem: ConnectionProblem, locale: Locale): string {
  return WORDS[problem][locale];
}
