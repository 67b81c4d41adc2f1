"""Jobs: work that takes longer than a page may. Tasks are declared with ``django_tasks.task`` beside
the operations they call; a worker started by ``leitstand serve`` (or ``leitstand tick``) runs them."""
