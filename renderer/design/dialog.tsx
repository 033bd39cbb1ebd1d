/**
 * A dialog for what needs a decision: Esc is the safe way out, focus stays inside and returns to the opener.
 * Behaviour is react-aria's; `isOpen` belongs to the caller.
 */
import type {ReactNode} from 'react';
import {Dialog as AriaDialog} from 'react-aria-components/Dialog';
import {Heading} from 'react-aria-components/Heading';
import {Modal, ModalOverlay} from 'react-aria-components/Modal';
import {Button} from './button.tsx';
import {classNames} from './class-names.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the end; the last one is the default. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'medium' | 'wide';
  /** Nothing in it takes the focus: then the text itself does, so that arrow keys scroll it. */
  readonly isReading?: boolean;
}

export function Dialog(props: DialogProps) {
  const {title, isOpen, onClose, children, actions, width = 'medium', isReading} = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      isDismissable
      className={styles['overlay'] ?? ''}
    >
      <Modal className={classNames(styles['modal'], styles[width])}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <header className={styles['header']}>
            <Heading slot="title" className={styles['title'] ?? ''}>
              {title}
            </Heading>
            <Button look="quiet" icon="cross" compact aria-label="Close" onPress={onClose} />
          </header>
          <div
            className={styles['body']}
            {...(isReading ? {role: 'region', 'aria-label': title, tabIndex: 0} : {})}
          >
            {children}
          </div>
          {actions && <footer className={styles['actions']}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
