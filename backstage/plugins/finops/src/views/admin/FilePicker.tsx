import { useRef } from 'react';
import { Button } from '@backstage/ui';
import { RiUpload2Line } from '@remixicon/react';

const XLSX =
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as const;

/** A file that somebody chose. All but its content tells it from others, so that a write of it has a key of its own. */
export interface ChosenFile {
  name: string;
  size: number;
  changedAt: number;
  type: 'text/csv' | typeof XLSX;
  content: File;
}

interface FilePickerProps {
  label: string;
  isPending: boolean;
  onChosen: (file: ChosenFile) => void;
}

/** A CSV file or a workbook of this computer. */
export function FilePicker({ label, isPending, onChosen }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = (content: File | undefined) => {
    if (content) {
      const { name, size, lastModified: changedAt } = content;
      const type = name.toLowerCase().endsWith('.xlsx') ? XLSX : 'text/csv';
      onChosen({ name, size, changedAt, type, content });
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.xlsx"
        aria-label={label}
        hidden
        onChange={event => {
          choose(event.target.files?.[0]);
          // The same file, corrected, may be chosen again.
          event.target.value = '';
        }}
      />
      <Button
        variant="secondary"
        iconStart={<RiUpload2Line />}
        isPending={isPending}
        onPress={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
