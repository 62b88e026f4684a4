import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { localeOf } from '@tenantatlas/ops-ux';
import {
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { CloseCode, makeServer, type Context as SocketContext, type Server as ProtocolServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { isOwnOrigin } from '../access/origin.js';
import { PrincipalSource } from '../access/principal-source.js';
import type { Principal } from '../access/principal.js';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import type { RequestContext } from './context.js';
import { badInput, PublicError } from './errors.js';
import { LivePrincipals, type Holder } from './live-principals.js';
import { SOCKET_LIMITS } from './socket-limits.js';
import { subscribeShared, type Sharing } from './shared-execution.js';

/** The schema, and the same rules that HTTP requests are held to. */
export interface ServedSchema {
  readonly schema: GraphQLSchema;
  readonly validationRules: readonly ValidationRule[];
  readonly maxTokens: number;
  readonly formatError: (error: GraphQLError) => GraphQLFormattedError;
}

interface Connection {
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
}

/** A subscription's context: the principal is read anew for every event. */
export interface SubscriptionContext extends RequestContext {
  readonly holder: Holder;
}

/** Live updates over `graphql-transport-ws` at one exact path: subscriptions only, by the same rules as HTTP. */
@Injectable()
export class SubscriptionServer implements BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: SOCKET_LIMITS.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  private readonly holders = new WeakMap<Connection, Holder>();
  private readonly perPrincipal = new Map<string, number>();

  constructor(
    private readonly principals: PrincipalSource,
    private readonly live: LivePrincipals,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  get socketCount(): number {
    return this.sockets.clients.size;
  }

  /** Serves upgrades of this HTTP server; whatever is not a wanted one is destroyed at once. */
  attach(http: Server, served: ServedSchema): void {
    const protocol = this.protocolServer(served);
    http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      if (!this.accepts(request)) {
        stream.destroy();
        return;
      }
      this.sockets.handleUpgrade(request, stream, head, (socket) => {
        this.serve(protocol, socket, request);
      });
    });
  }

  beforeApplicationShutdown(): void {
    for (const socket of this.sockets.clients) socket.close(1001, 'The server is restarting');
    this.sockets.close();
  }

  private accepts(request: IncomingMessage): boolean {
    const { url = '', headers } = request;
    const path = url.split('?')[0];
    return (
      path === '/graphql' &&
      this.sockets.clients.size < SOCKET_LIMITS.sockets &&
      isOwnOrigin(headers.origin, headers.host, this.config.PUBLIC_ORIGIN)
    );
  }

  private serve(protocol: ProtocolServer<Connection>, socket: WebSocket, request: IncomingMessage): void {
    let onMessage: ((text: string) => Promise<void>) | undefined;
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage: (handle) => {
          onMessage = handle;
        },
      },
      { request, socket },
    );
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        socket.close(CloseCode.BadRequest, 'Messages are text');
        return;
      }
      onMessage?.(data.toString()).catch(() => {
        socket.close(CloseCode.InternalServerError, 'Internal error');
      });
    });
    socket.on('error', () => {
      socket.terminate();
    });
    socket.once('close', (code, reason) => void closed(code, reason.toString()));
  }

  private protocolServer(served: ServedSchema): ProtocolServer<Connection> {
    return makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: SOCKET_LIMITS.initMs,
      onConnect: (context) => this.connect(context),
      onSubscribe: async (context, id, payload) => {
        // The picture of a subscriber's access may be some seconds old by now, and the first event is due at once.
        await this.live.fresh();
        if (Object.keys(context.subscriptions).length > SOCKET_LIMITS.subscriptions) {
          return [tooMany('Too many subscriptions on one connection.')];
        }
        const document = readDocument(served, payload.query);
        if ('kind' in document) return this.executionArgs(served, context, document, { ...payload, id });
        return document;
      },
      subscribe: (args: ExecutionArgs) => subscribeShared(args, (args as SubscriptionArgs).sharing) as never,
      onError: (_context, _id, _payload, errors) => errors.map((error) => served.formatError(error)),
    });
  }

  private async connect(context: SocketContext<Record<string, unknown>, Connection>): Promise<boolean> {
    const { request, socket } = context.extra;
    const shown = context.connectionParams?.['authorization'];
    const principal = await this.principals.authenticate({
      cookie: request.headers.cookie ?? null,
      authorization: typeof shown === 'string' ? shown : null,
    });
    if (principal === null) return false;
    // Who left while we asked would never be counted down.
    if (socket.readyState !== socket.OPEN) return false;
    const open = (this.perPrincipal.get(principal.id) ?? 0) + 1;
    if (open > SOCKET_LIMITS.socketsPerPrincipal) {
      socket.close(4429, 'Too many connections');
      return false;
    }
    this.perPrincipal.set(principal.id, open);
    const holder: Holder = {
      principal,
      onLost: () => {
        socket.close(CloseCode.Unauthorized, 'Access has ended');
      },
    };
    const letGo = this.live.hold(holder);
    const expiry = setTimeout(holder.onLost, Math.min(2 ** 31 - 1, principal.expiresAt.getTime() - Date.now()));
    socket.once('close', () => {
      clearTimeout(expiry);
      letGo();
      this.countDown(principal.id);
    });
    this.holders.set(context.extra, holder);
    return true;
  }

  private countDown(principalId: string): void {
    const left = (this.perPrincipal.get(principalId) ?? 1) - 1;
    if (left > 0) this.perPrincipal.set(principalId, left);
    else this.perPrincipal.delete(principalId);
  }

  private executionArgs(
    { schema, formatError }: ServedSchema,
    context: SocketContext<Record<string, unknown>, Connection>,
    document: DocumentNode,
    payload: { id: string; query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
  ): SubscriptionArgs {
    const { request, socket } = context.extra;
    const holder = this.holders.get(context.extra);
    if (holder === undefined) throw new GraphQLError('Connect first.');
    const wanted = context.connectionParams?.['locale'];
    const locale = localeOf(typeof wanted === 'string' ? wanted : (request.headers['accept-language'] ?? 'en'));
    const contextValue: SubscriptionContext = {
      get principal(): Principal {
        return holder.principal;
      },
      holder,
      origin: { ip: request.socket.remoteAddress ?? null, correlationId: '' },
      locale,
      now: new Date(),
      loaders: new Map(),
    };
    const { id, operationName = null, variables = null } = payload;
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    const sharing: Sharing = {
      key: JSON.stringify([holder.principal.id, locale, payload.query, operationName, variables]),
      contextForEvent: () => ({ ...contextValue, principal: holder.principal, now: new Date(), loaders: new Map() }),
      toText: ({ errors, ...result }) => JSON.stringify({ ...result, errors: errors?.map(formatError) }),
      deliver: (text) => send(socket, `${head}${text}}`),
    };
    return { schema, document, operationName, variableValues: variables, contextValue, sharing };
  }
}

type SubscriptionArgs = ExecutionArgs & { readonly sharing: Sharing };

/** Settles when the text has left this process, so that a slow reader holds back its own next message. */
function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

const tooMany = (message: string) => new PublicError('RATE_LIMITED', message);

/** What the caller wrote and the schema does not know. Its places stay; the code says whose it is to correct. */
const callersError = ({ message, nodes, source, positions }: GraphQLError) =>
  new GraphQLError(message, { nodes, source, positions, extensions: { code: 'BAD_USER_INPUT' } });

function readDocument(served: ServedSchema, query: string): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: served.maxTokens });
  } catch (error) {
    return [error instanceof GraphQLError ? callersError(error) : badInput('The request could not be read.')];
  }
  const problems = validate(served.schema, document, [...served.validationRules], { hideSuggestions: true });
  if (problems.length > 0) return problems.map(callersError);
  if (getOperationAST(document)?.operation !== 'subscription') {
    return [badInput('Only subscriptions travel over this connection; send the others by HTTP.')];
  }
  return document;
}
