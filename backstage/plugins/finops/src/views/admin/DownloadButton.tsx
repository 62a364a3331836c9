import { useMutation } from '@tanstack/react-query';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { finopsApiRef } from '../../api/FinopsApi';
import type { Asked, ReadPath } from '../../api/FinopsClient';
import { save } from '../../tables/download';
import { tablesTranslationRef } from '../../tables/translation';

interface DownloadButtonProps<Path extends ReadPath> {
  /** What is in the file, for who does not see what it stands beside. */
  title: string;
  path: Path;
  asked: Asked<Path>;
  fileName: string;
}

/** One thing as CSV, whole. */
export function DownloadButton<Path extends ReadPath>({
  title,
  path,
  asked,
  fileName,
}: DownloadButtonProps<Path>) {
  const { t } = useTranslationRef(tablesTranslationRef);
  const { client, queries } = useApi(finopsApiRef);
  const toasts = useApi(toastApiRef);
  const download = useMutation(
    {
      mutationFn: async () => (await client.download(path, asked)).blob(),
      onSuccess: file => save(file, fileName),
      onError: problem =>
        toasts.post({ title: problem.message, status: 'danger' }),
    },
    queries,
  );
  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={<RiDownloadLine />}
      aria-label={t('csvOf', { title })}
      isPending={download.isPending}
      onPress={() => download.mutate()}
    >
      {t('csv')}
    </Button>
  );
}
