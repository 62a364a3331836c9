import { useState, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  type ButtonProps,
} from '@backstage/ui';
import type { ApiProblem } from '../../api/problem';
import { adminTranslationRef } from './translation';
import { WriteProblem } from './WriteProblem';

/** The part of `useWrite`'s answer that a dialog shows. */
export interface Writing {
  isPending: boolean;
  error: ApiProblem | null;
  reset: () => void;
}

interface FormDialogProps {
  /** The button that opens it. */
  opener: ButtonProps;
  title: string;
  /** On the button that does it: what it does. */
  confirm: string;
  destructive?: boolean;
  /** False: something is still to be filled in. */
  ready?: boolean;
  writing: Writing;
  /** Does it; `close` when it is done. */
  onConfirm: (close: () => void) => void;
  /** What will happen, and the fields. */
  children: ReactNode;
  width?: number;
}

/** A button, and the dialog that it opens: what will happen, what has to be filled in, and what stands against it. */
export function FormDialog({
  opener,
  title,
  confirm,
  destructive,
  ready = true,
  writing,
  onConfirm,
  children,
  width = 520,
}: FormDialogProps) {
  const { t } = useTranslationRef(adminTranslationRef);
  const [open, setOpen] = useState(false);
  const turn = (isOpen: boolean) => {
    writing.reset();
    setOpen(isOpen);
  };
  return (
    <>
      <Button {...opener} onPress={() => turn(true)} />
      <Dialog
        className="finops-plugin"
        isOpen={open}
        onOpenChange={turn}
        width={`min(${width}px, calc(100vw - 32px))`}
      >
        <DialogHeader>{title}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="4">
            {children}
            {writing.error && <WriteProblem problem={writing.error} />}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" slot="close">
            {t('leave')}
          </Button>
          <Button
            variant="primary"
            destructive={destructive}
            isDisabled={!ready}
            isPending={writing.isPending}
            onPress={() => onConfirm(() => turn(false))}
          >
            {confirm}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
