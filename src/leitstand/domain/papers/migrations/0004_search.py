from django.db import migrations, models

TABLES = {
    "sqlite": (
        "CREATE VIRTUAL TABLE papers_words USING fts5(terms, tokenize='ascii')",
        "CREATE VIRTUAL TABLE papers_words_terms USING fts5vocab(papers_words, 'row')",
        "CREATE TABLE papers_words_total (passages INTEGER NOT NULL, length INTEGER NOT NULL)",
        "INSERT INTO papers_words_total VALUES (0, 0)",
    ),
    "postgresql": (
        "CREATE TABLE papers_words (passage_id bigint PRIMARY KEY, length integer NOT NULL)",
        'CREATE TABLE papers_posting (term text COLLATE "C" NOT NULL, passage_id bigint NOT NULL,'
        " often integer NOT NULL, length integer NOT NULL)",
        "CREATE INDEX papers_posting_term ON papers_posting (term, passage_id) INCLUDE (often, length)",
        "CREATE INDEX papers_posting_passage ON papers_posting (passage_id)",
        "CREATE TABLE papers_words_total (passages bigint NOT NULL, length bigint NOT NULL)",
        "INSERT INTO papers_words_total VALUES (0, 0)",
    ),
}
NAMES = {
    "sqlite": ("papers_words_terms", "papers_words", "papers_words_total"),
    "postgresql": ("papers_posting", "papers_words", "papers_words_total"),
}


def make_tables(apps, schema_editor):
    for statement in TABLES[schema_editor.connection.vendor]:
        schema_editor.execute(statement, None)


def drop_tables(apps, schema_editor):
    for name in NAMES[schema_editor.connection.vendor]:
        schema_editor.execute(f"DROP TABLE {name}", None)


class Migration(migrations.Migration):

    dependencies = [
        ('papers', '0003_topic_descriptions'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('epoch', models.CharField(max_length=32)),
                ('vocabulary', models.BinaryField(default=bytes)),
                ('learnt_from', models.PositiveIntegerField(default=0)),
                ('words_revision', models.PositiveIntegerField(default=0)),
                ('vectors_revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'Suchregister',
                'verbose_name_plural': 'Suchregister',
            },
        ),
        migrations.RunPython(make_tables, drop_tables, hints={"beyond_models": True}),
    ]
