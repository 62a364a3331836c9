import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiLayoutColumnLine } from '@remixicon/react';
import { tablesTranslationRef } from './translation';

interface ColumnsMenuProps {
  title: string;
  columns: readonly { id: string; label: string }[];
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
}

/** Which columns a reader wants to see. */
export function ColumnsMenu({
  title,
  columns,
  hidden,
  onChange,
}: ColumnsMenuProps) {
  const { t } = useTranslationRef(tablesTranslationRef);
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiLayoutColumnLine />}
        aria-label={t('columnsOf', { title })}
      >
        {t('columns')}
      </Button>
      <Menu
        selectionMode="multiple"
        selectedKeys={columns
          .map(({ id }) => id)
          .filter(id => !hidden.includes(id))}
        onSelectionChange={shown =>
          shown !== 'all' &&
          onChange(columns.map(({ id }) => id).filter(id => !shown.has(id)))
        }
      >
        {columns.map(({ id, label }) => (
          <MenuItem key={id} id={id}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
