import { useEffect, useState } from 'react';
import type { Asked, ReadPath } from '../api/FinopsClient';
import { useRead, type Read, type ReadOptions } from '../api/useRead';

interface Paged {
  meta: { page: { next: string | null } | null };
  data: unknown[];
}

/** Reads whose answers are pages that a cursor leads through. */
export type PagedPath = {
  [Path in ReadPath]: Asked<Path> extends {
    query?: { cursor?: string | number; limit?: number };
  }
    ? Path
    : never;
}[ReadPath];

export interface Pages {
  pageSize: number;
  offset: number;
  next: string | null;
  forward: () => void;
  back: () => void;
  resize: (rows: number) => void;
}

const ROWS = 20;

/**
 * One page of a long list, and the way to its neighbours. Begins again where what is asked changes, and where the list was
 * published anew meanwhile (a cursor is of one generation).
 */
export function usePaged<Path extends PagedPath>(
  path: Path,
  asked: Asked<Path>,
  options?: ReadOptions<Path>,
): { read: Read<Path>; pages: Pages } {
  const [pageSize, setPageSize] = useState(ROWS);
  const [cursors, setCursors] = useState<string[]>([]);
  const list = JSON.stringify([path, asked, pageSize]);
  const [listed, setListed] = useState(list);
  if (listed !== list) {
    setListed(list);
    setCursors([]);
  }
  const cursor = listed === list ? cursors.at(-1) : undefined;
  const { query } = asked as { query?: object };
  const page = { ...asked, query: { ...query, limit: pageSize, cursor } };
  const read = useRead(path, page as Asked<Path>, options); // PagedPath says so
  const outdated = cursor !== undefined && read.error?.status === 409;
  useEffect(() => {
    if (outdated) {
      setCursors([]);
    }
  }, [outdated]);
  const next = (read.data as Paged | undefined)?.meta.page?.next ?? null;
  return {
    read,
    pages: {
      pageSize,
      offset: cursors.length * pageSize,
      next,
      forward: () => next !== null && setCursors([...cursors, next]),
      back: () => setCursors(cursors.slice(0, -1)),
      resize: setPageSize,
    },
  };
}
