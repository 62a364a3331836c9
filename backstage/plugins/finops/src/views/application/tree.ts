import { NONE } from '../../api/reserved';
import type { Application, Line } from './useApplication';

export interface Branch {
  /** The place in the tree: domain, family, product and metric. */
  id: string;
  level: 1 | 2 | 3;
  line: Line;
  children: Branch[];
}

/** Domains, in them their families, in those their products, each in the order of the answer. INDIRECT costs end at their domain. */
export function treeOf({
  domains,
  families,
  products,
}: Application['data']): Branch[] {
  return domains.map(domain => {
    const id = domain.domainId;
    const inDomain = families.filter(
      ({ domainId, familyId }) => domainId === id && familyId !== NONE,
    );
    const children = inDomain.map(family =>
      familyBranch(`${id}/${family.familyId}`, family, products),
    );
    return { id, level: 1, line: domain, children };
  });
}

function familyBranch(
  id: string,
  family: Line,
  products: readonly Line[],
): Branch {
  const children = products
    .filter(
      ({ domainId, familyId }) =>
        domainId === family.domainId && familyId === family.familyId,
    )
    .map(
      (line): Branch => ({
        id: `${id}/${line.productId}/${line.metric}`,
        level: 3,
        line,
        children: [],
      }),
    );
  return { id, level: 2, line: family, children };
}

/** The rows that are seen when these are open. */
export function seen(
  branches: readonly Branch[],
  open: ReadonlySet<string>,
): Branch[] {
  return branches.flatMap(branch => [
    branch,
    ...(open.has(branch.id) ? seen(branch.children, open) : []),
  ]);
}

/** What can be opened. */
export function forks(branches: readonly Branch[]): string[] {
  return branches.flatMap(({ id, children }) =>
    children.length > 0 ? [id, ...forks(children)] : [],
  );
}
