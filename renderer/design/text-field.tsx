/** One line of text with its label above and what is wrong with it below. */
import type {ReactNode, RefAttributes} from 'react';
import {FieldError} from 'react-aria-components/FieldError';
import {Input} from 'react-aria-components/Input';
import {Label} from 'react-aria-components/Label';
import {Text} from 'react-aria-components/Text';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import {Icon, type IconName} from './icon.tsx';
import {KeyCap} from './key-cap.tsx';
import styles from './text-field.module.css';

export type TextFieldProps = Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> & {
  readonly label: string;
  readonly inputRef?: RefAttributes<HTMLInputElement>['ref'];
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly icon?: IconName;
  readonly shortcut?: string;
  /** Money and codes: wider figures. */
  readonly figures?: boolean;
  /** The label is for screen readers only; the placeholder and icon say it to the eye. */
  readonly labelHidden?: boolean;
  readonly children?: ReactNode;
};

export function TextField({
  label,
  inputRef,
  hint,
  error,
  placeholder,
  icon,
  shortcut,
  figures,
  labelHidden,
  children,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      // The browser's own check would refuse to submit a form again that was wrong once.
      validationBehavior="aria"
      {...props}
      {...(labelHidden ? {'aria-label': label} : {})}
      isInvalid={Boolean(error)}
      className={styles['field'] ?? ''}
    >
      {!labelHidden && <Label className={styles['label'] ?? ''}>{label}</Label>}
      <div className={styles['box']}>
        {icon && <Icon name={icon} />}
        <Input
          {...(inputRef ? {ref: inputRef} : {})}
          {...(placeholder ? {placeholder} : {})}
          className={`${styles['input']} ${figures ? styles['figures'] : ''}`}
        />
        {shortcut && <KeyCap quiet>{shortcut}</KeyCap>}
        {children}
      </div>
      {hint && !error && (
        <Text slot="description" className={styles['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      {error && <FieldError className={styles['error'] ?? ''}>{error}</FieldError>}
    </AriaTextField>
  );
}
