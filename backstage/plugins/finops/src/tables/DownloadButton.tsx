import { useMutation } from '@tanstack/react-query';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { finopsApiRef } from '../api/FinopsApi';
import type { FinopsClient } from '../api/FinopsClient';
import { save } from './download';
import { tablesTranslationRef } from './translation';

interface DownloadButtonProps {
  /** What is in the file, for who does not see what it stands beside. */
  title: string;
  fileName: string;
  file: (client: FinopsClient) => Promise<Blob>;
  variant?: 'secondary' | 'tertiary';
}

/** A CSV that the API gives; what stands against it is said as a toast. */
export function DownloadButton({
  title,
  fileName,
  file,
  variant = 'secondary',
}: DownloadButtonProps) {
  const { t } = useTranslationRef(tablesTranslationRef);
  const { client, queries } = useApi(finopsApiRef);
  const toasts = useApi(toastApiRef);
  const download = useMutation(
    {
      mutationFn: () => file(client),
      onSuccess: blob => save(blob, fileName),
      onError: problem =>
        toasts.post({ title: problem.message, status: 'danger' }),
    },
    queries,
  );
  return (
    <Button
      size="small"
      variant={variant}
      iconStart={<RiDownloadLine />}
      aria-label={t('csvOf', { title })}
      isPending={download.isPending}
      onPress={() => download.mutate()}
    >
      {t('csv')}
    </Button>
  );
}
