import { useState } from 'react';
import { useSite } from '../hooks/useSite';

/** From this shape on, a picture is taken for a logo that already spells the name. */
const WORD_MARK_RATIO = 2;

/** The tenant's logo and name; the name as text is left out beside a logo wide enough to contain it. */
export function BrandMark() {
  const { brand } = useSite();
  const [spelled, setSpelled] = useState(false);
  return (
    <span className="labs-brand-mark">
      {brand.logoUrl && (
        <img
          className={spelled ? 'labs-brand-logo labs-brand-word' : 'labs-brand-logo'}
          src={brand.logoUrl}
          alt={spelled ? brand.name : ''}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSpelled(naturalWidth > WORD_MARK_RATIO * naturalHeight)}
        />
      )}
      {!spelled && <span className="labs-brand-name">{brand.name}</span>}
    </span>
  );
}
