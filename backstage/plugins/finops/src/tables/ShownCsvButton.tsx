import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { save } from './download';
import { tablesTranslationRef } from './translation';

interface ShownCsvButtonProps {
  title: string;
  fileName: string;
  text: () => string;
}

/** What is shown already, as CSV: nothing is asked for again. */
export function ShownCsvButton({ title, fileName, text }: ShownCsvButtonProps) {
  const { t } = useTranslationRef(tablesTranslationRef);
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      aria-label={t('csvOf', { title })}
      onPress={() =>
        save(new Blob([text()], { type: 'text/csv;charset=utf-8' }), fileName)
      }
    >
      {t('csv')}
    </Button>
  );
}
