import type { ApiProblem } from '../../api/problem';

interface FieldFault {
  validationBehavior: 'aria';
  validate: () => string | null;
}

/** What the API says against one field of a form, as Backstage UI's fields take it: `<TextField {...faultOf(problem, 'reason')}>`. */
export function faultOf(problem: ApiProblem | null, field: string): FieldFault {
  const messages = (problem?.faults ?? [])
    .filter(({ at }) => at === field || at.startsWith(`${field}.`))
    .map(({ message }) => message);
  return {
    validationBehavior: 'aria',
    validate: () => messages.join('; ') || null,
  };
}
