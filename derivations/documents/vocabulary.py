"""The words that tell prose from mathematics: which are always words, and which never are."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# They introduce a formula, and say nothing about it.
INTRODUCING = _set(
    """so hence therefore thus then and also now next finally first second third again likewise
    similarly we get obtain have find see know that this is gives giving yields which implies
    i.e ie e.g eg namely recall note remember using by therefore it follows becomes equals as
    consequently accordingly where with since because let but or both still i"""
)
# They introduce a definition: what follows sets a name or a convention.
DEFINING = _set(
    """let where with define defined defining denote denoted denoting set put write call given
    assume suppose say"""
)
# Words of prose wherever they stand on their own.
ALWAYS = (
    INTRODUCING
    | DEFINING
    | _set(
        """a's all always an any are at be been being can cannot chain compute computed computing
        could derivative derivatives derive differentiate differentiating differentiation does do
        done down during each either entrywise elementwise every expand expanding formula from
        general gradient gradients has here how if in insert inserting into its just last layer
        layers let's make means multiply my need needs no not number of on once only otherwise our
        over part partial per plug plugging point product proof prove proved quotient recalling
        remains replace respect result rule rules same shall should show simplify simplifies
        simplifying step steps substitute substituting substitution such take taking the
        their them these they those though to treat under update use used uses want was were what
        when whenever while will without would write yield you your w.r.t wrt definition shape
        for else after before above below there"""
    )
)
# What a name of these letters is in a formula, whatever stands around it.
FUNCTIONS = _set(
    """exp ln log sqrt abs sin cos tan tanh sech cosh sinh sigmoid sigma relu softmax softplus swish
    silu gelu elu selu mish leaky_relu leakyrelu leaky hardsigmoid max min sum mean dot outer matmul
    multiply power np numpy torch diag trace tr erf sign sgn step_function maximum minimum transpose
    dsigmoid dtanh drelu onehot jacobian norm hadamard
    alpha beta gamma delta epsilon eta theta lambda mu nu pi rho tau phi psi omega nabla partial
    yhat ybar ypred ytrue zhat ahat phat why"""
)
# Operations that people say in words: a formula with one of them is not cut there.
SPOKEN = _set("times plus minus transposed squared cubed divided multiplied")
# What a sum goes over, in words: "Σ over the samples of δ2".
SUMMED_OVER = _set("over the all samples sample examples rows batch training of")
# Conditions that may end a formula: "1 if z > 0 else 0".
CONDITIONAL = _set("if when for where else otherwise elsewhere unless")
# Names of things that stand in formulas (loss, target) as well as in prose.
THINGS = _set(
    """loss cost error output outputs input inputs target targets label labels prediction
    predictions predicted actual true pred weight weights bias biases activation activations hidden
    slope intercept data probs out scores dscores logits grad upstream local"""
)
