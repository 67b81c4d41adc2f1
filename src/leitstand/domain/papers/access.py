"""Who may do what with papers: office, administrator and the system write, whoever is signed in reads.

The public reads the catalogue, demands of the catalogue, answers that the office made public, and the
quotations from which something visible was adopted; never a full text, a mark, or an answer not yet public.
"""

from leitstand.domain.sources.access import may_keep, require_keeper, require_staff

__all__ = ["may_keep", "require_keeper", "require_staff"]
