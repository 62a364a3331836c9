import type { components } from './schema';
import { parseExactly } from './amount';

type ProblemDocument = components['schemas']['ProblemDocument'];

/** What stands against a request, as the API says it (RFC 9457), or as whoever stands between says less well. */
export class ApiProblem extends Error {
  readonly name = 'ApiProblem';

  constructor(
    /** HTTP status; 0 when nothing answered. */
    readonly status: number,
    /** The last part of the problem's type, `bad-parameter` for example; null when it was not the API that answered. */
    readonly kind: string | null,
    detail: string,
    readonly faults: ProblemDocument['errors'] = null,
    /** The run that is under way, or that was asked for before, where the problem names one. */
    readonly runId: string | null = null,
  ) {
    super(detail);
  }

  /** Nothing is wrong with the request: the same one may be answered later. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** The problem that an answer which is not 2xx states. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/problem+json')) {
    // Backstage's proxy answers for an API that is away, with an error of its own.
    return new ApiProblem(response.status, null, response.statusText);
  }
  const problem = parseExactly(text) as ProblemDocument; // the media type says so
  const kind = problem.type.split(':').pop() ?? null;
  return new ApiProblem(
    response.status,
    kind,
    problem.detail,
    problem.errors,
    problem.runId,
  );
}
