"""What templates make of texts."""

from portal.web.templating import unbroken


def test_words_with_a_hyphen_after_e_stay_whole_and_the_rest_is_escaped() -> None:
    whole = '<span class="nowrap">{}</span>'
    assert unbroken("E-post & <b>e-tjänst</b>") == (
        f"{whole.format('E-post')} &amp; &lt;b&gt;{whole.format('e-tjänst')}&lt;/b&gt;"
    )
    assert unbroken("Vardagar 8-17, fre-mån") == "Vardagar 8-17, fre-mån"
