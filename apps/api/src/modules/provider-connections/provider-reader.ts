import { Inject, Injectable } from '@nestjs/common';
import {
  createBudgetRegistry,
  createGraphClient,
  createTokenSource,
  resolveEndpoint,
  type Cloud,
  type GraphClient,
  type GraphEndpoint,
  type ReadEvent,
  type ReadFailure,
  type TokenSource,
} from '@tenantatlas/graph-client';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { CredentialVault } from './credential-vault.js';
import { listUnusedFiles, type UnusedSourceFile } from './emulator-source.js';
import { sealedCredentialOf, type ProviderConnectionRow } from './provider-connection.row.js';

/** Reads one tenant over its connection. */
export interface ProviderReader {
  readonly client: GraphClient;
  /** Asks for a token, which every reading needs; the failure where none is given. */
  signIn(): Promise<ReadFailure | null>;
  /** Files behind an emulated tenant that hold no policy that could be served; none for a real one. */
  unusedFiles(): Promise<readonly UnusedSourceFile[]>;
}

export interface ReaderOptions {
  readonly signal: AbortSignal;
  readonly onEvent?: (event: ReadEvent) => void;
}

/** Opens readers. All of this process that read one directory as one app share one budget of requests. */
@Injectable()
export class ProviderReaderFactory {
  private readonly budgets: ReturnType<typeof createBudgetRegistry>;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: WorkspaceDatabase,
    private readonly vault: CredentialVault,
  ) {
    this.budgets = createBudgetRegistry({ concurrency: config.PROVIDER_CONCURRENCY });
  }

  /** @throws EndpointRefused where the deployment no longer allows the connection's address */
  open(connection: ProviderConnectionRow, { signal, onEvent }: ReaderOptions): ProviderReader {
    const endpoint = this.endpointOf(connection);
    const tokens = this.tokensOf(connection, endpoint, onEvent);
    const budget = this.budgets.for(`${connection.directoryId} ${connection.clientId} ${endpoint.graphUrl}`);
    return {
      client: createGraphClient({ endpoint, tokens, budget, signal, onEvent, batchSize: 'by_pace' }),
      async signIn() {
        const answer = await tokens.token(signal);
        return answer.ok ? null : answer.failure;
      },
      unusedFiles: () =>
        connection.kind === 'emulator'
          ? listUnusedFiles(endpoint.graphUrl, connection.directoryId, signal)
          : Promise.resolve([]),
    };
  }

  private endpointOf({ kind, cloud, baseUrl }: ProviderConnectionRow): GraphEndpoint {
    if (kind === 'graph') return resolveEndpoint({ cloud: cloud as Cloud }, { allowEmulator: false });
    return resolveEndpoint(
      { cloud: 'emulator', graphUrl: this.config.EMULATOR_URL ?? baseUrl ?? '' },
      { allowEmulator: this.config.EMULATOR_URL !== undefined },
    );
  }

  /** The credential is opened at the first request for a token and lives no longer than the reader. */
  private tokensOf(
    connection: ProviderConnectionRow,
    endpoint: GraphEndpoint,
    onEvent: ReaderOptions['onEvent'],
  ): TokenSource {
    let source: Promise<TokenSource> | undefined;
    let opened: TokenSource | undefined;
    const openSource = async () => {
      const { directoryId, clientId } = connection;
      const credential = await this.openCredential(connection);
      opened = createTokenSource({ endpoint, tenantId: directoryId, clientId, credential, onEvent });
      return opened;
    };
    return {
      token: async (signal) => (await (source ??= openSource())).token(signal),
      reject: (token) => opened?.reject(token),
    };
  }

  private openCredential(connection: ProviderConnectionRow) {
    const { tenantId, credentialKind, credentialKeyVersion } = connection;
    return this.database.run(connection.workspaceId, async (tx) => {
      const credential = await sealedCredentialOf(tx, connection.id);
      return this.vault.open(tx, { tenantId, kind: credentialKind }, { credential, keyVersion: credentialKeyVersion });
    });
  }
}
