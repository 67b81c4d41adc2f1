"""Who may do what with papers: office, administrator and the system write, whoever is signed in reads.

The public reads the catalogue, demands of the catalogue, answers that the office made public, the quotations from
which something visible was adopted, and single passages of papers that have appeared, which its search finds; never a
file, a whole text, a mark or note, an answer not yet public, or an edition that is not published.
"""

from leitstand.domain.sources.access import may_keep, require_keeper, require_staff

__all__ = ["may_keep", "require_keeper", "require_staff"]
