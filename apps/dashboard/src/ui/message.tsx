import type { ReactNode } from 'react';

/** Something a reader must know before going on. */
export function Message({
  kind,
  title,
  children,
}: {
  kind: 'info' | 'warning' | 'error';
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={`utrecht-alert utrecht-alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <div className="utrecht-alert__message">
        <p>
          <strong>{title}</strong>
        </p>
        {children}
      </div>
    </div>
  );
}
