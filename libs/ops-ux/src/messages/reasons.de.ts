import type { Message } from './message.js';
import type { reasonsEn } from './reasons.en.js';

export const reasonsDe: Readonly<Record<keyof typeof reasonsEn, Message>> = {
  'reason.provider_consent_missing.what': 'Der Tenant hat nicht allen benötigten Berechtigungen zugestimmt',
  'reason.provider_consent_missing.means': 'Es wurde nichts gelesen, vorhandene Daten sind unverändert.',
  'reason.provider_consent_missing.todo':
    'Die Zustimmung durch eine Administratorin oder einen Administrator des Tenants erteilen lassen, danach die Verbindung prüfen.',
  'reason.provider_credentials_rejected.what': 'Der Anbieter hat die Anmeldedaten der Verbindung abgelehnt',
  'reason.provider_credentials_rejected.means': 'Zuvor Gelesenes bleibt erhalten, weiter wurde nichts gelesen.',
  'reason.provider_credentials_rejected.todo': 'Die Anmeldedaten der Verbindung erneuern, danach neu starten.',
  'reason.credentials_expired.what': 'Die Anmeldedaten der Verbindung sind abgelaufen',
  'reason.credentials_expired.means': 'Zuvor Gelesenes bleibt erhalten, weiter wurde nichts gelesen.',
  'reason.credentials_expired.todo': 'Neue Anmeldedaten in der Verbindung hinterlegen, danach neu starten.',
  'reason.provider_unreachable.what': 'Der Anbieter war nicht erreichbar',
  'reason.provider_unreachable.means': 'Zuvor Gelesenes bleibt erhalten; nichts wurde als gelöscht gewertet.',
  'reason.provider_unreachable.todo': 'Später neu starten; bleibt der Fehler bestehen, die Verbindung prüfen.',
  'reason.provider_throttled.what': 'Der Anbieter hat die Anfragen zu lange begrenzt',
  'reason.provider_throttled.means': 'Zuvor Gelesenes bleibt erhalten; nichts wurde als gelöscht gewertet.',
  'reason.provider_throttled.todo': 'Später neu starten, wenn weniger Vorgänge für diesen Tenant laufen.',
  'reason.provider_answer_unreadable.what': 'Der Anbieter hat eine nicht lesbare Antwort gegeben',
  'reason.provider_answer_unreadable.means': 'Der nicht lesbare Teil fehlt; nichts wurde als gelöscht gewertet.',
  'reason.provider_answer_unreadable.todo': 'Neu starten; tritt es erneut auf, eine Support-Diagnose erstellen.',
  'reason.connection_missing.what': 'Der Tenant hat keine Verbindung zu seinem Anbieter',
  'reason.connection_missing.means': 'Es wurde nichts gelesen, vorhandene Daten sind unverändert.',
  'reason.connection_missing.todo': 'Eine Verbindung für den Tenant einrichten, danach neu starten.',
  'reason.families_not_read.what': {
    one: '{count} Richtlinienfamilie konnte nicht gelesen werden',
    other: '{count} Richtlinienfamilien konnten nicht gelesen werden',
  },
  'reason.families_not_read.what.uncounted': 'Einige Richtlinienfamilien konnten nicht gelesen werden',
  'reason.families_not_read.means':
    'Alles andere ist vollständig; Fehlendes gilt als nicht abgedeckt, nie als gelöscht.',
  'reason.families_not_read.todo': 'Die Lücken des Vorgangs ansehen, ihre Ursache beheben, danach neu starten.',
  'reason.items_not_read.what': {
    one: '{count} Richtlinie konnte nicht gelesen werden',
    other: '{count} Richtlinien konnten nicht gelesen werden',
  },
  'reason.items_not_read.what.uncounted': 'Einige Richtlinien konnten nicht gelesen werden',
  'reason.items_not_read.means': 'Alles andere ist vollständig; Fehlendes gilt als nicht abgedeckt, nie als gelöscht.',
  'reason.items_not_read.todo': 'Die Lücken des Vorgangs ansehen, ihre Ursache beheben, danach neu starten.',
  'reason.files_not_taken_over.what': {
    one: '{count} Datei des Exports konnte nicht übernommen werden',
    other: '{count} Dateien des Exports konnten nicht übernommen werden',
  },
  'reason.files_not_taken_over.what.uncounted': 'Einige Dateien des Exports konnten nicht übernommen werden',
  'reason.files_not_taken_over.means': 'Alle gefundenen Richtlinien wurden gelesen.',
  'reason.files_not_taken_over.todo': 'Die Lücken ansehen: Dort steht jede Datei mit ihrem Grund.',
  'reason.nothing_in_scope.what': 'Nichts liegt im Umfang',
  'reason.nothing_in_scope.means': 'Es wurde nichts gelesen, vorhandene Daten sind unverändert.',
  'reason.nothing_in_scope.todo': 'Den Umfang des Baseline-Profils erweitern, danach neu starten.',
  'reason.worker_lost.what': 'Die Arbeit wurde unterbrochen und konnte nicht wieder aufgenommen werden',
  'reason.worker_lost.means': 'Bis dahin Gespeichertes bleibt erhalten; das Ergebnis ist nicht vollständig.',
  'reason.worker_lost.todo': 'Den Vorgang neu starten.',
  'reason.attempts_exhausted.what': {
    one: 'Der Vorgang wurde unterbrochen, {count} Versuch reichte nicht aus',
    other: 'Der Vorgang wurde unterbrochen, {count} Versuche reichten nicht aus',
  },
  'reason.attempts_exhausted.what.uncounted': 'Der Vorgang wurde zu oft unterbrochen',
  'reason.attempts_exhausted.means': 'Bis dahin Gespeichertes bleibt erhalten; das Ergebnis ist nicht vollständig.',
  'reason.attempts_exhausted.todo': 'Den Vorgang neu starten; tritt es erneut auf, eine Support-Diagnose erstellen.',
  'reason.start_expired.what': 'Kein Worker wurde rechtzeitig frei',
  'reason.start_expired.means': 'Die Arbeit hat nie begonnen, vorhandene Daten sind unverändert.',
  'reason.start_expired.todo': 'Den Vorgang neu starten; tritt es erneut auf, eine Support-Diagnose erstellen.',
  'reason.cancelled_by_request.what': 'Der Vorgang wurde auf Anforderung angehalten',
  'reason.cancelled_by_request.means': 'Bis dahin Gespeichertes bleibt erhalten; das Ergebnis ist nicht vollständig.',
  'reason.cancelled_by_request.todo': 'Den Vorgang bei Bedarf neu starten.',
  'reason.baseline_not_consumable.what': 'Die Baseline hat keinen vollständigen Snapshot zum Vergleichen',
  'reason.baseline_not_consumable.means': 'Es wurde nichts verglichen, Befunde sind unverändert.',
  'reason.baseline_not_consumable.todo': 'Die Baseline erfassen und ihren Snapshot aktivieren, danach neu starten.',
  'reason.tenant_not_assigned.what': 'Der Tenant ist dieser Baseline nicht zugewiesen',
  'reason.tenant_not_assigned.means': 'Es wurde nichts verglichen, Befunde sind unverändert.',
  'reason.tenant_not_assigned.todo': 'Den Tenant dem Baseline-Profil zuweisen, danach neu starten.',
  'reason.capture_in_progress.what': 'Eine Erfassung dieser Baseline wird noch geschrieben',
  'reason.capture_in_progress.means': 'Es wurde nichts verglichen, Befunde sind unverändert.',
  'reason.capture_in_progress.todo': 'Neu starten, sobald die Erfassung beendet ist.',
  'reason.already_running.what': 'Derselbe Vorgang läuft bereits',
  'reason.already_running.means': 'Es wurde nichts gestartet, vorhandene Daten sind unverändert.',
  'reason.already_running.todo': 'Den laufenden Vorgang verfolgen.',
  'reason.internal_error.what': 'Auf der Seite dieser Plattform ist ein Fehler aufgetreten',
  'reason.internal_error.means': 'Bis dahin Gespeichertes bleibt erhalten; das Ergebnis ist nicht vollständig.',
  'reason.internal_error.todo': 'Den Vorgang neu starten; tritt es erneut auf, eine Support-Diagnose erstellen.',
  'reason.unknown.what': 'Die Ursache ist dieser Version nicht bekannt',
  'reason.unknown.means': 'Bis dahin Gespeichertes bleibt erhalten; das Ergebnis ist möglicherweise nicht vollständig.',
  'reason.unknown.todo': 'Die Einzelheiten des Vorgangs ansehen, danach neu starten.',

  'gap.permission_missing':
    'Der Anbieter hat den Zugriff verweigert, weil eine Berechtigung fehlt. Das Betroffene gilt als nicht abgedeckt, nie als gelöscht. Die Berechtigung im Tenant erteilen, danach neu starten.',
  'gap.throttled':
    'Der Anbieter hat die Anfragen zu lange begrenzt. Nicht Gelesenes gilt als nicht abgedeckt, nie als gelöscht. Später neu starten.',
  'gap.provider_error':
    'Der Anbieter hat einen eigenen Fehler gemeldet. Nicht Gelesenes gilt als nicht abgedeckt, nie als gelöscht. Später neu starten.',
  'gap.timed_out':
    'Der Anbieter hat nicht rechtzeitig geantwortet. Nicht Gelesenes gilt als nicht abgedeckt, nie als gelöscht. Später neu starten.',
  'gap.malformed_answer':
    'Der Anbieter hat eine nicht lesbare Antwort gegeben. Ihr Inhalt gilt als nicht abgedeckt, nie als gelöscht. Neu starten; tritt es erneut auf, eine Support-Diagnose erstellen.',
  'gap.vanished_while_reading':
    'Die Richtlinie war aufgelistet, beim Lesen ihres Inhalts aber nicht mehr da. Sie gilt als nicht abgedeckt, bis das nächste Lesen die Löschung bestätigt. Zur Bestätigung neu starten.',
  'gap.setting_count_mismatch':
    'Es wurden weniger oder mehr Einstellungen gelesen, als der Anbieter angekündigt hat. Die Richtlinie gilt als nicht abgedeckt, weil ihr Inhalt unvollständig sein kann. Neu starten.',
  'gap.setting_count_mismatch.counted':
    'Angekündigte Einstellungen: {expected}, gelesene: {read}. Die Richtlinie gilt als nicht abgedeckt, weil ihr Inhalt unvollständig sein kann. Neu starten.',
  'gap.empty_not_confirmed':
    'Der Anbieter hat eine leere Liste geliefert, obwohl beim letzten Lesen Richtlinien da waren, und ein zweites Lesen hat das nicht bestätigt. Frühere Daten bleiben erhalten und gelten als nicht abgedeckt. Später neu starten.',
  'gap.page_cursor_expired':
    'Der Anbieter hat die Auflistung vor ihrem Ende abgebrochen. Nicht Aufgelistetes gilt als nicht abgedeckt, nie als gelöscht. Neu starten.',
  'gap.content_conflict':
    'Der Anbieter hat für dieselbe Richtlinie verschiedene Inhalte geliefert. Sie gilt als nicht abgedeckt, weil nicht sicher ist, welcher gilt. Neu starten.',
  'gap.unknown_file_kind':
    'Die Datei ist von einer Art, die diese Version nicht kennt. Ihr Inhalt wurde nicht übernommen, alle anderen Dateien schon. Prüfen, ob die Datei zum Export gehört.',
  'gap.unreadable_file':
    'Die Datei konnte nicht gelesen werden. Ihr Inhalt wurde nicht übernommen, alle anderen Dateien schon. Die Datei neu exportieren und den Import wiederholen.',
  'gap.not_listed_by_provider':
    'Der Anbieter bietet diese Richtlinienfamilie für den Tenant nicht an. Sie gilt als nicht abgedeckt, nie als gelöscht. Prüfen, ob der Tenant dafür lizenziert ist.',
  'gap.unknown':
    'Es konnte aus einem Grund nicht gelesen werden, den diese Version nicht kennt. Es gilt als nicht abgedeckt, nie als gelöscht. Neu starten.',
};
