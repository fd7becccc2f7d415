"""Pictures of XOR: the plane divided by a network, and the plane folded by its hidden layer."""

from dojo.book.colours import C1, C2, INK, MUTED, PAPER

_SHADES = (0.5, 0.7, 0.9)


def boundary(figure: object, data: dict) -> None:
    """Draw the plane at each stage: where ŷ > ½, in deeper shades the surer, and the border."""
    figure.set_size_inches(6.1, 6.5)
    axes = figure.subplots(2, 2, sharex=True, sharey=True)
    for ax, stage, epochs, J in zip(
        axes.ravel(), data["stages"], data["epochs"], data["J"], strict=True
    ):
        divide(ax, data["across"], stage)
        for (x1, x2), y in zip(data["x"], data["y"], strict=True):
            sample(ax, x1, x2, y)
        ax.set_title(f"{epochs} epochs, J = {J:.3g}")
        ax.set(aspect="equal", xticks=(0, 1), yticks=(0, 1))
        ax.grid(visible=False)
    for ax in axes[1]:
        ax.set_xlabel("x₁")
    for ax in axes[:, 0]:
        ax.set_ylabel("x₂")


def divide(ax: object, across: list, ŷ: list) -> None:
    """Shade both classes, and draw the border ŷ = ½ where there is one."""
    for low in _SHADES:
        ax.contourf(across, across, ŷ, levels=[low, 1.01], colors=[C1], alpha=0.2)
        ax.contourf(across, across, ŷ, levels=[-0.01, 1 - low], colors=[C2], alpha=0.16)
    values = [value for row in ŷ for value in row]
    if min(values) < 0.5 < max(values):
        ax.contour(across, across, ŷ, levels=[0.5], colors=[INK], linewidths=2)


def sample(ax: object, x1: float, x2: float, y: float) -> None:
    """Draw a sample as a disc with its target in it: filled for 1, empty for 0."""
    face, letter = (INK, PAPER) if y > 0.5 else (PAPER, INK)
    ax.plot(x1, x2, "o", markersize=17, markerfacecolor=face, markeredgecolor=INK)
    ax.text(x1, x2 - 0.005, f"{y:g}", color=letter, ha="center", va="center_baseline", zorder=9)


def words_of_boundary(data: dict) -> tuple[str, str]:
    """Say what to see, and the costs and the last answers."""
    caption = (
        f"Two tanh units and α = {data['α']:g}. Discs are the four samples with their targets. The "
        "heavy line is where ŷ = ½: one side is read as 1 (blue), the other as 0 (orange), the "
        "deeper the shade the surer. No straight line parts these samples; training bends one."
    )
    costs = ", ".join(f"{J:.3g} after {n}" for n, J in zip(data["epochs"], data["J"], strict=True))
    shares = ", ".join(
        f"{sum(v > 0.5 for row in stage for v in row) / len(stage) ** 2:.0%} after {epochs}"
        for epochs, stage in zip(data["epochs"], data["stages"], strict=True)
    )
    answers = ", ".join(
        f"{ŷ:.3f} for ({x1:g}, {x2:g})" for (x1, x2), ŷ in zip(data["x"], data["ŷ"], strict=True)
    )
    return caption, (
        f"Four views of the plane as XOR is trained. The cost J by epochs: {costs}. The share of "
        f"the plane that is read as 1: {shares}. In the end ŷ = {answers}."
    )


def hidden(figure: object, data: dict) -> None:
    """Draw squared paper as the hidden layer folds it, the samples on it, and the output's line."""
    figure.set_size_inches(6.1, 6)
    ax, seen = figure.subplots(), data["hidden"]
    divide(ax, seen["across"], seen["ŷ"])
    half = len(seen["folded"]) // 2
    for number, line in enumerate(seen["folded"]):
        dash = "solid" if number < half else (0, (4, 1.5))
        ax.plot(*zip(*line, strict=True), color=MUTED, linewidth=0.9, linestyle=dash)
    for (a1, a2), y in zip(seen["samples"], data["y"], strict=True):
        sample(ax, a1, a2, y)
    for (a1, a2), names in together(data["x"], seen["samples"]):
        right = a1 > 0.3
        ax.annotate(
            " and ".join(names),
            (a1, a2),
            (-14 if right else 14, 14 if a2 < 0.8 else -18),
            textcoords="offset points",
            ha="right" if right else "left",
        )
    ax.set(xlabel="a₁, the first hidden unit", ylabel="a₂, the second", aspect="equal")
    ax.grid(visible=False)


def together(samples: list, seen: list) -> list[tuple[list[float], list[str]]]:
    """Return each place with the samples that lie there, or so near that their discs overlap."""
    places: list[tuple[list[float], list[str]]] = []
    for (x1, x2), a in zip(samples, seen, strict=True):
        near = [names for at, names in places if max(abs(at[0] - a[0]), abs(at[1] - a[1])) < 0.2]
        if near:
            near[0].append(f"({x1:g}, {x2:g})")
        else:
            places.append((a, [f"({x1:g}, {x2:g})"]))
    return places


def words_of_hidden(data: dict) -> tuple[str, str]:
    """Say what to see, and where the samples lie."""
    caption = (
        f"The same plane after {data['hidden']['epochs']} epochs, as it reaches the output layer. "
        "Each sample (x₁, x₂) lies where the two "
        "hidden units put it; thin lines are squared paper, folded: solid where x₁ is constant, "
        "dashed where x₂ is. Here one straight line, the output layer’s own, parts 0 from 1."
    )
    for _, names in together(data["x"], data["hidden"]["samples"]):
        if len(names) > 1:
            caption += f" The fold has brought {' and '.join(names)} together."
    after, before = (
        ", ".join(
            f"({x1:g}, {x2:g}) with target {y:g} at ({a1:.2f}, {a2:.2f})"
            for (x1, x2), y, (a1, a2) in zip(
                data["x"], data["y"], data["hidden"][name], strict=True
            )
        )
        for name in ("samples", "samples before")
    )
    return caption, (
        f"The samples in the plane of the hidden activations a₁ and a₂ after "
        f"{data['hidden']['epochs']} epochs: {after}. Before training: {before}."
    )
