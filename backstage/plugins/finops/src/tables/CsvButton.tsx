import { wholeCsv } from './download';
import { DownloadButton } from './DownloadButton';
import type { PagedPath } from './usePaged';

interface CsvButtonProps {
  title: string;
  path: PagedPath;
  /** The filters and the order of what is shown. */
  query: object;
}

/** All rows that a table's filters let through, not just its page. */
export function CsvButton({ title, path, query }: CsvButtonProps) {
  return (
    <DownloadButton
      title={title}
      fileName={`${path.split('/').at(-1)}.csv`}
      file={client => wholeCsv(client, path, query)}
    />
  );
}
