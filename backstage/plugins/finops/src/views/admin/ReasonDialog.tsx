import { useState, type ReactNode } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ButtonProps } from '@backstage/ui';
import type { ApiProblem } from '../../api/problem';
import { FormDialog } from './FormDialog';
import { ReasonField } from './ReasonField';

interface ReasonDialogProps<Done> {
  /** The button that opens it. */
  opener: ButtonProps;
  title: string;
  /** On the button that does it: what it does. */
  confirm: string;
  destructive?: boolean;
  /** None: nobody asks for one. */
  reason: 'required' | 'optional' | 'none';
  /** What is done with the reason; null without one. */
  write: UseMutationResult<Done, ApiProblem, string | null>;
  onDone?: (done: Done) => void;
  /** What will happen, in words. */
  children: ReactNode;
}

/** What stands against it is shown by the dialog. */
function stands(): void {}

/** Something weighty is done after it was said what will happen, with a reason for those who come later. */
export function ReasonDialog<Done>({
  reason,
  write,
  onDone,
  children,
  ...dialog
}: ReasonDialogProps<Done>) {
  const [given, setGiven] = useState('');
  const text = given.trim();
  return (
    <FormDialog
      {...dialog}
      ready={reason !== 'required' || text !== ''}
      writing={write}
      onConfirm={close => {
        // Not as a callback of mutate: what is done may take away the button, and its callbacks with it.
        const finish = (done: Done) => {
          setGiven('');
          close();
          onDone?.(done);
        };
        write.mutateAsync(text || null).then(finish, stands);
      }}
    >
      {children}
      {reason !== 'none' && (
        <ReasonField
          value={given}
          onChange={setGiven}
          isRequired={reason === 'required'}
          problem={write.error}
        />
      )}
    </FormDialog>
  );
}
