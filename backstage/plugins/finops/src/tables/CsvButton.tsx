import { useMutation } from '@tanstack/react-query';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { finopsApiRef } from '../api/FinopsApi';
import { save, wholeCsv } from './download';
import { tablesTranslationRef } from './translation';
import type { PagedPath } from './usePaged';

interface CsvButtonProps {
  title: string;
  path: PagedPath;
  /** The filters and the order of what is shown. */
  query: object;
}

/** All rows that a table's filters let through, not just its page. */
export function CsvButton({ title, path, query }: CsvButtonProps) {
  const { t } = useTranslationRef(tablesTranslationRef);
  const { client, queries } = useApi(finopsApiRef);
  const toasts = useApi(toastApiRef);
  const download = useMutation(
    {
      mutationFn: () => wholeCsv(client, path, query),
      onSuccess: file => save(file, `${path.split('/').at(-1)}.csv`),
      onError: problem =>
        toasts.post({ title: problem.message, status: 'danger' }),
    },
    queries,
  );
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      aria-label={t('csvOf', { title })}
      isPending={download.isPending}
      onPress={() => download.mutate()}
    >
      {t('csv')}
    </Button>
  );
}
