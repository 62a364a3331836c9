import {
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
} from 'openapi-fetch';
import type {
  PathsWithMethod,
  RequiredKeysOf,
  SuccessResponseJSON,
} from 'openapi-typescript-helpers';
import { parseExactly } from './amount';
import { ApiProblem, problemOf } from './problem';
import type { paths } from './schema';

type WriteMethod = 'post' | 'put' | 'delete';
export type ReadPath = PathsWithMethod<paths, 'get'>;
export type WritePath<Method extends WriteMethod> = PathsWithMethod<
  paths,
  Method
>;

type Operation<
  Path extends keyof paths,
  Method extends keyof paths[Path],
> = paths[Path][Method];
type Parameters<Op> = Op extends { parameters: infer Given } ? Given : never;
type Done<Op> = Op extends {
  responses: infer Responses extends Record<number, unknown>;
}
  ? SuccessResponseJSON<{ responses: Responses }>
  : never;
type Body<Op> = Op extends {
  requestBody?: { content: { 'application/json': infer Json } };
}
  ? Json
  : undefined;

/** What an operation answers as JSON. */
export type Answer<Path extends ReadPath> = SuccessResponseJSON<
  Operation<Path, 'get'>
>;
/** An operation's path and query parameters. */
export type Asked<Path extends ReadPath> = Parameters<Operation<Path, 'get'>>;
/** Nothing has to be given where no parameter is required. */
export type AskedArguments<Path extends ReadPath> = RequiredKeysOf<
  Asked<Path>
> extends never
  ? [asked?: Asked<Path>]
  : [asked: Asked<Path>];

/** A write: its parameters, and its body as JSON or as a file's text. */
export interface Write<Op> {
  params: Pick<
    Parameters<Op> & { path?: unknown; query?: unknown },
    'path' | 'query'
  >;
  body?: Body<Op>;
  file?: {
    type:
      | 'text/csv'
      | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    content: Blob;
  };
  /** Made once for each thing that somebody wants done, so that sending it twice does it once. */
  idempotencyKey: string;
}

const querySerializer = createQuerySerializer();

/** Paths that the group's deployment answers; all others are the entity's. */
export function isOfGroup(path: string): boolean {
  return path.startsWith('/v1/group/');
}

/**
 * The query API behind Backstage's proxy, typed by its own OpenAPI document. Every method throws ApiProblem for what is not
 * answered with 2xx, and DOMException (AbortError) when its signal says so.
 */
export class FinopsClient {
  constructor(
    /** Without a slash at its end. */
    private readonly baseUrl: string,
    private readonly fetch: typeof globalThis.fetch,
    /** Where the group's paths are answered; left out: there is no group here. */
    private readonly groupUrl?: string,
  ) {}

  /** Whether the group's API can be asked at all. */
  get hasGroup(): boolean {
    return this.groupUrl !== undefined;
  }

  /** One answer as JSON, numbers kept exact. */
  async read<Path extends ReadPath>(
    path: Path,
    asked: Asked<Path>,
    signal?: AbortSignal,
  ): Promise<Answer<Path>> {
    const response = await this.send(path, asked, {
      signal,
      headers: { Accept: 'application/json' },
    });
    return parseExactly(await response.text()) as Answer<Path>; // the OpenAPI document says so
  }

  /** The same as a file: CSV, or what `accept` names. */
  async download<Path extends ReadPath>(
    path: Path,
    asked: Asked<Path>,
    accept = 'text/csv',
  ): Promise<Response> {
    return this.send(path, asked, { headers: { Accept: accept } });
  }

  async write<Method extends WriteMethod, Path extends WritePath<Method>>(
    method: Method,
    path: Path,
    {
      params,
      body,
      file,
      idempotencyKey,
    }: Write<Operation<Path, Method & keyof paths[Path]>>,
  ): Promise<Done<Operation<Path, Method & keyof paths[Path]>>> {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const type =
      file?.type ?? (json === undefined ? undefined : 'application/json');
    const response = await this.send(path, params, {
      method: method.toUpperCase(),
      headers: {
        Accept: 'application/json',
        'Idempotency-Key': idempotencyKey,
        ...(type && { 'Content-Type': type }),
      },
      body: file?.content ?? json,
    });
    return parseExactly(await response.text()) as Done<
      Operation<Path, Method & keyof paths[Path]>
    >;
  }

  private async send(
    path: string,
    asked: object | undefined,
    init: RequestInit,
  ): Promise<Response> {
    const url = createFinalURL(path, {
      baseUrl: isOfGroup(path) ? this.groupUrl ?? this.baseUrl : this.baseUrl,
      params: (asked ?? {}) as {
        query?: Record<string, unknown>;
        path?: Record<string, unknown>;
      },
      querySerializer,
      pathSerializer: defaultPathSerializer,
    });
    const response = await this.fetch(url, init).catch(cause => {
      throw cause instanceof DOMException
        ? cause
        : new ApiProblem(0, null, String(cause));
    });
    if (!response.ok) {
      throw await problemOf(response);
    }
    return response;
  }
}
