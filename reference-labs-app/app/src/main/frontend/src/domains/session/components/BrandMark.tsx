import { useSite } from '../hooks/useSite';

/** The tenant's logo; its name as text where there is none. */
export function BrandMark() {
  const { brand } = useSite();
  return brand.logoUrl ? (
    <img className="labs-brand-logo" src={brand.logoUrl} alt={brand.name} />
  ) : (
    <span className="labs-brand-name">{brand.name}</span>
  );
}
